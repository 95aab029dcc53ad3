import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** Parts of the chart's width and height. */
interface ChartRegion {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Where anchorage AN1 is on a desk's chart of the whole port. */
export const ANCHORAGE_AN1: ChartRegion = { x: [0.03, 0.24], y: [0.22, 0.46] };

/** Points at a part of the chart, row by row, until the card with these words opens; resolves with the card. */
export async function findOnChart(page: Page, words: string, { x, y }: ChartRegion): Promise<Locator> {
  const box = await page.locator('.chart canvas').first().boundingBox();
  if (!box) throw new Error('there is no chart');
  const card = page.locator(`.map .card:has-text("${words}")`);
  await expect
    .poll(
      async () => {
        for (let down = y[0]; down < y[1]; down += 0.02) {
          for (let across = x[0]; across < x[1] && (await card.count()) === 0; across += 0.012) {
            await page.mouse.click(box.x + box.width * across, box.y + box.height * down);
          }
        }
        return card.count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  return card;
}
