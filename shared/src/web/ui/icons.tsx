import type { ReactNode } from 'react';

/** Line icons of the design language, 24×24, stroke 2. */
const PATHS = {
  camera: 'M3 7h11v10H3zM14 11l7-4v10l-7-4',
  'camera-off': 'M3 7h11v10H3zM14 11l7-4v10l-7-4M3 3l18 18',
  microphone: 'M9 4a3 3 0 0 1 6 0v7a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3',
  'microphone-off': 'M9 4a3 3 0 0 1 6 0v7a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3M3 3l18 18',
  leave: 'M5 5l14 14M19 5L5 19',
  flip: 'M4 8h12a4 4 0 0 1 0 8H8M8 4L4 8l4 4',
  phone: 'M5 4h4l2 5-2.5 1.5a12 12 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z',
  sound: 'M4 9v6h4l5 4V5L8 9zM16 8a5 5 0 0 1 0 8M18.500 5.500a9 9 0 0 1 0 13',
  alert: 'M12 3l10 18H2zM12 9v6M12 18v.5',
  check: 'M4 12l5 5L20 6',
  link: 'M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1',
  'no-network': 'M2 8a15 15 0 0 1 20 0M6 12a9 9 0 0 1 12 0M12 19v.5M3 3l18 18',
  list: 'M4 6h16M4 12h16M4 18h16',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3',
  pin: 'M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  hand: 'M7 12V5a1.500 1.500 0 0 1 3 0v6M10 11V3.500a1.500 1.500 0 0 1 3 0V11M13 11V5a1.500 1.500 0 0 1 3 0v8M7 12l-1.500-2a1.500 1.500 0 0 0-2.500 1.700L7 18.500A6 6 0 0 0 12 21h1a6 6 0 0 0 6-6V9a1.500 1.500 0 0 0-3 0',
  lock: 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4',
  star: 'M12 3l2.700 5.800 6.300.800-4.600 4.400 1.200 6.300L12 17.200 6.400 20.300l1.200-6.300L3 9.600l6.300-.800z',
  more: 'M5 12v.5M12 12v.5M19 12v.5',
  chat: 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5',
  clip: 'M20 11l-8 8a5 5 0 0 1-7-7l8-8a3.500 3.500 0 0 1 5 5l-8 8a2 2 0 0 1-3-3l7-7',
  pen: 'M4 20l1-5L16 4l4 4L9 19zM13 7l4 4',
  photo: 'M3 7h4l2-3h6l2 3h4v13H3zM12 9.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  frame: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  screen: 'M3 4h18v12H3zM8 20h8M12 16v4',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  torch: 'M13 2L5 14h6l-1 8 9-13h-6z',
  people: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 20a7 7 0 0 1 14 0M17 4a4 4 0 0 1 0 7M18 14a7 7 0 0 1 4 6',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The centre's mark: shield, cross, waves. */
export function Shield({ size = 44 }: { size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      strokeWidth={2.5}
      aria-hidden="true"
    >
      <path d="M24 4l17 5v15c0 10-7 17-17 20C14 41 7 34 7 24V9z" />
      <path d="M24 11v12M18 17h12" />
      <path d="M13 28c4-3 7 3 11 0s7 3 11 0M15 34c3-2 6 2 9 0s6 2 9 0" stroke="var(--ac)" />
    </svg>
  );
}
