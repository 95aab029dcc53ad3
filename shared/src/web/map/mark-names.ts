/** Marks nearer to each other than this on the screen share a name, pixels: about two dots. */
const TOGETHER_PX = 26;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** [SCREEN3] One name for those who stand together on the screen: the first one's, and how many more there are. */
export function namesTogether<M extends { readonly name: string }>(
  marks: readonly M[],
  project: (mark: M) => Point,
): (M & { readonly name: string })[] {
  const groups: { readonly first: M; readonly at: Point; more: number }[] = [];
  for (const mark of marks) {
    const at = project(mark);
    const near = groups.find((group) => Math.hypot(group.at.x - at.x, group.at.y - at.y) < TOGETHER_PX);
    if (near) near.more += 1;
    else groups.push({ first: mark, at, more: 0 });
  }
  return groups.map(({ first, more }) => (more === 0 ? first : { ...first, name: `${first.name} +${more}` }));
}
