// What the bundler makes of files that are not JavaScript: their text.
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.yaml' {
  const text: string;
  export default text;
}
