import type { Page } from 'playwright-core';

export type ScreenLanguage = 'zh' | 'en';

/** How long a busy page may take to draw anew what had changed before one looked; less than a notice stands. */
const DRAWN_WITHIN_MS = 2500;

/** Turns a page to the other language as a second window of the same browser would. */
export async function speak(page: Page, language: ScreenLanguage): Promise<void> {
  await page.evaluate((wanted) => {
    localStorage.setItem('haigang.language', wanted);
    window.dispatchEvent(new StorageEvent('storage', { key: 'haigang.language', newValue: wanted }));
  }, language);
  await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language, { polling: 20 });
  // What was to be drawn anew with the new words is drawn when nothing more urgent than this is left.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 500 })));
}

/**
 * What a person would see to be wrong with the screen as it stands: words cut off or running over their box or over
 * other words, keys nobody translated, words of the other language, several filled buttons in one panel. Empty when
 * there is nothing. What may be cut says so by `text-overflow: ellipsis` or a line clamp; what is in the other
 * language says so by its `lang`. What is wrong is looked at again for a while: it may only not be drawn yet.
 */
export async function screenFaults(page: Page, language: ScreenLanguage): Promise<string[]> {
  for (const until = Date.now() + DRAWN_WITHIN_MS; ;) {
    const faults = await page.evaluate(findFaults, language);
    if (faults.length === 0 || Date.now() > until) return faults;
    await page.waitForTimeout(250);
  }
}

/** Runs in the page, so it stands alone. */
function findFaults(language: ScreenLanguage): string[] {
  interface Words {
    readonly text: string;
    readonly element: Element;
    readonly boxes: readonly DOMRect[];
  }
  const TOLERANCE_PX = 1.5;
  /** WCAG's floor for large text; the palette promises more, so less than this is a mistake of the page. */
  const LEAST_CONTRAST = 3;
  // A phone zooms out from what is too wide, so the window's own width would agree with it.
  const { clientWidth } = document.documentElement;
  const faults = new Set<string>();
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  const root = dialog ?? document.body;

  const say = (fault: string, element: Element, text: string): void => {
    const path = [element.parentElement, element].map((one) =>
      one ? `${one.localName}${[...one.classList].map((name) => `.${name}`).join('')}` : '',
    );
    faults.add(`${fault}: “${text.slice(0, 60)}” in ${path.join(' > ')}`);
  };
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
    element.closest('.sr, option, [class*=ctrl-attrib]') === null &&
    // Kept for readers alone, where a small tile has no room for the words.
    !getComputedStyle(element).clipPath.startsWith('inset(50%');
  const mayBeCut = (element: Element): boolean => {
    for (let one: Element | null = element; one && one !== root; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return true;
      if (style.flexWrap === 'wrap' && style.overflowY === 'hidden') return true;
    }
    return false;
  };
  const scrolls = (style: CSSStyleDeclaration, axis: 'overflowX' | 'overflowY'): boolean =>
    style[axis] === 'auto' || style[axis] === 'scroll';

  /** The part of the page where this element may show itself; whether something that scrolls cuts it. */
  const windowOf = (
    element: Element,
  ): { left: number; top: number; right: number; bottom: number; scrolled: boolean } => {
    const seen = { left: 0, top: 0, right: clientWidth, bottom: innerHeight, scrolled: false };
    let { position } = getComputedStyle(element);
    for (let one = element.parentElement; one && position !== 'fixed'; one = one.parentElement) {
      const style = getComputedStyle(one);
      // What lies over the page is cut by what it lies over, and not by what merely holds it.
      if (position === 'absolute' && style.position === 'static') continue;
      ({ position } = style);
      if (one === document.documentElement || one === document.body) break;
      const box = one.getBoundingClientRect();
      if (style.overflowX !== 'visible') {
        seen.left = Math.max(seen.left, box.left);
        seen.right = Math.min(seen.right, box.right);
      }
      if (style.overflowY !== 'visible') {
        seen.top = Math.max(seen.top, box.top);
        seen.bottom = Math.min(seen.bottom, box.bottom);
      }
      seen.scrolled ||= scrolls(style, 'overflowY') && one.scrollHeight > one.clientHeight + 1;
    }
    seen.scrolled ||= document.documentElement.scrollHeight > innerHeight + 1 && position !== 'fixed';
    return seen;
  };

  const checkWords = (text: string, element: Element): void => {
    if (element.closest('[translate=no]')) return;
    const spoken = element.closest('[lang]')?.getAttribute('lang') ?? '';
    if (/^[a-z][A-Za-z]*(?:\.[A-Za-z][\w-]*)+$/u.test(text) || text.includes('{{')) say('untranslated', element, text);
    if (/\b(?:undefined|NaN|null)\b|\[object/u.test(text)) say('not a value', element, text);
    if (spoken.startsWith('zh') && language === 'zh' && /[a-z]{3,} [a-z]{2,}/u.test(text)) {
      say('English', element, text);
    }
    if (spoken.startsWith('en') && language === 'en' && /[\u4e00-\u9fff，。；：！？（）]/u.test(text)) {
      say('Chinese', element, text);
    }
  };

  const checkPlace = ({ text, element, boxes }: Words): boolean => {
    const seen = windowOf(element);
    let whole = true;
    for (const box of boxes) {
      const wide = box.left < seen.left - TOLERANCE_PX || box.right > seen.right + TOLERANCE_PX;
      const high = box.top < seen.top - TOLERANCE_PX || box.bottom > seen.bottom + TOLERANCE_PX;
      whole &&= !wide && !high;
      if (mayBeCut(element)) continue;
      if (wide) say('cut at the side', element, text);
      else if (high && !seen.scrolled) say('cut above or below', element, text);
    }
    const block = element.closest('button, .chip, .tag, .sim, td, th, .btn');
    if (block && !mayBeCut(element)) {
      const around = block.getBoundingClientRect();
      const out = boxes.some(
        (box) =>
          box.left < around.left - TOLERANCE_PX ||
          box.right > around.right + TOLERANCE_PX ||
          box.top < around.top - 4 ||
          box.bottom > around.bottom + 4,
      );
      if (out) say('out of its box', element, text);
    }
    return whole;
  };

  const channels = (colour: string): number[] => (colour.match(/[\d.]+/gu) ?? []).map(Number);
  const luminance = ([r = 0, g = 0, b = 0]: number[]): number => {
    const linear = (part: number): number => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  /** Colour under the words, or null where a picture or a pattern lies there. */
  const groundOf = (element: Element): number[] | null => {
    for (let one: Element | null = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.backgroundImage !== 'none') return null;
      const ground = channels(style.backgroundColor);
      if ((ground[3] ?? 1) > 0.8) return ground;
      if (style.position === 'absolute' || style.position === 'fixed') return null;
    }
    return null;
  };
  const checkContrast = ({ text, element }: Words): void => {
    const ground = groundOf(element);
    if (!ground || element.closest(':disabled')) return;
    const [low, high] = [luminance(ground), luminance(channels(getComputedStyle(element).color))].toSorted(
      (a, b) => a - b,
    );
    if (((high ?? 0) + 0.05) / ((low ?? 0) + 0.05) < LEAST_CONTRAST) say('hardly to be read', element, text);
  };

  const all: Words[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.textContent ?? '').trim();
    if (!element || text === '' || !isShown(element) || /^(?:script|style|text)$/u.test(element.localName)) continue;
    checkWords(text, element);
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    // What is scrolled away, or lies under another layer, cannot be read wrongly.
    const words = { text, element, boxes };
    checkContrast(words);
    if (checkPlace(words)) all.push(words);
  }
  for (const element of root.querySelectorAll('[title], [placeholder], [aria-label]')) {
    if (!isShown(element)) continue;
    for (const name of ['title', 'placeholder', 'aria-label']) {
      const text = element.getAttribute(name);
      if (text) checkWords(text, element);
    }
  }

  const isOnTop = ({ element, boxes: [box] }: Words): boolean => {
    if (!box) return false;
    const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return hit !== null && (hit === element || hit.contains(element) || element.contains(hit));
  };
  const onTop = all.filter((words) => isOnTop(words));
  onTop.forEach((one, at) => {
    for (const other of onTop.slice(at + 1)) {
      const over = one.boxes.some((a) =>
        other.boxes.some(
          (b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) * 0.4,
        ),
      );
      if (over) say(`over “${other.text.slice(0, 30)}”`, one.element, one.text);
    }
  });

  for (const panel of root.matches('dialog') ? [root] : root.querySelectorAll('.p, .card, main.phone, .controls')) {
    const filled = [...panel.querySelectorAll('.pri')].filter(
      (button) => isShown(button) && button.closest('.p, .card, dialog, main.phone, .controls') === panel,
    );
    if (filled.length > 1) say('several filled buttons', panel, filled.map((one) => one.textContent).join(' | '));
  }
  // No listener above hears the inner one submitted: the page is loaded anew.
  for (const form of document.querySelectorAll('form form')) say('a form in a form', form, form.textContent);
  // A phone zooms out to show all of it, and its keys are no longer where a finger hits.
  if (document.documentElement.scrollWidth > clientWidth + 1) {
    say('the page is wider than the screen', root, `${document.documentElement.scrollWidth} px`);
  }
  return [...faults];
}
