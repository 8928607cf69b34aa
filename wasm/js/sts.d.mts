// The type of the built glue, sts.mjs: what Emscripten's MODULARIZE makes.
export default function createModule(options?: object): Promise<any>;
