export { Dialog } from './dialog.js';
export { Fresh, type Freshness } from './freshness.js';
export { Icon, Shield, type IconName } from './icons.js';
export { levelColour, LevelMark } from './level-mark.js';
export { LinkBar } from './link-bar.js';
export { Notices, notify, tell } from './notices.js';
export { Field, LanguageButton, SignIn } from './sign-in.js';
export { useSound, useVibration } from './use-sound.js';
export { elapsed, useServerNow } from './time.js';
