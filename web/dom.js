// @ts-check
// The few DOM helpers that stand in for a framework. Nothing here sets inline style text: the page's
// Content-Security-Policy forbids it; custom properties go through CSSOM.

/**
 * An element with attributes (`on…` are listeners, true and false set or leave out an attribute) and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAll(element, attributes);
  element.append(...present(children));
  return element;
}

/**
 * The same for SVG.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {SVGElement}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAll(element, attributes);
  element.append(...present(children));
  return /** @type {SVGElement} */ (element);
}

/**
 * @param {Element} element
 * @param {Record<string, any>} attributes
 */
function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else set(element, name, value);
  }
}

/**
 * Sets an attribute only where it changes: screen readers hear every write to a live region.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function set(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else {
    const text = value === true ? '' : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** @param {(Node | string | null | undefined | false)[]} children */
function present(children) {
  return /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== null && child !== undefined && child !== false)
  );
}

/**
 * Makes `parent` hold one child an item, in order, keeping the child of a key where there is one: focus and
 * selection survive, and an unchanged item costs nothing.
 * @template T
 * @param {Element} parent
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => Element} make called for a new key and for an item that has changed
 */
export function keyed(parent, items, keyOf, make) {
  const before = new Map([...parent.children].map((child) => [/** @type {any} */ (child).stsKey, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const print = JSON.stringify(item);
    let child = before.get(key);
    before.delete(key);
    if (!child || /** @type {any} */ (child).stsPrint !== print) {
      const fresh = Object.assign(make(item), { stsKey: key, stsPrint: print });
      if (child) {
        if (child === next) next = child.nextElementSibling;
        replaceKeepingFocus(child, fresh);
      }
      child = fresh;
    }
    if (child === next) next = next.nextElementSibling;
    else if (child.nextElementSibling !== next || child.parentNode !== parent) parent.insertBefore(child, next);
  }
  for (const child of before.values()) child.remove();
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function replaceKeepingFocus(old, fresh) {
  const root = /** @type {Document | ShadowRoot} */ (old.getRootNode());
  const focused = root.activeElement;
  const part = focused && old.contains(focused) ? focused.getAttribute('data-part') : null;
  old.replaceWith(fresh);
  if (part) /** @type {HTMLElement | null} */ (fresh.querySelector(`[data-part="${part}"]`))?.focus();
}

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * Gives the document (or the shadow root) around `element` the element's stylesheet, once.
 * @param {Element} element
 * @param {string} css
 */
export function adopt(element, css) {
  const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
