/** Which key moves the cursor of a list where to. Pure. */

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** The place of the cursor after a key, or null when the key is none of the list's. */
export function cursorAfter(pressed: Pressed, at: number, count: number, inSight: number): number | null {
  if (count === 0 || pressed.altKey || pressed.ctrlKey || pressed.metaKey) return null;
  const place = (wanted: number) => Math.min(count - 1, Math.max(0, wanted));
  switch (pressed.key) {
    case 'ArrowDown':
    case 'j':
      return place(at + 1);
    case 'ArrowUp':
    case 'k':
      return place(at - 1);
    case 'PageDown':
      return place(at + inSight);
    case 'PageUp':
      return place(at - inSight);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
