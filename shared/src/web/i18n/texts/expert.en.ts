import type { expertZh } from './expert.zh.js';
import type { Texts } from './texts.js';

export const expertEn: Texts<typeof expertZh> = {
  texts: {
    experts: {
      title: 'Expert directory',
      internal: 'Internal experts',
      external: 'External experts (by link)',
      none: 'The directory is empty',
      entry: 'Expert’s entry',
      edit: 'Edit entry',
      noEntry: 'No entry yet',
      specialities: 'Specialities',
      organisation: 'Organisation',
      phone: 'Phone',
      availability: 'Availability',
      until: 'until {{time}}',
      pageOpen: 'Page open',
      invite: 'Invite',
      setUntil: 'Until (may stay empty)',
      yours: 'My availability',
      noEnd: 'No end',
      hours: '{{count}} h',
      hint: 'The centre invites in this order: on call, busy, off',
      noInvitation: 'No invitation. Keep this page open; one appears here.',
      opening: 'Opening the expert’s page…',
    },
    availability: { available: 'On call', busy: 'Busy', off: 'Off' },
    speciality: {
      epidemiology: 'Epidemiology',
      tuberculosis: 'Tuberculosis',
      respiratory: 'Fever and respiratory',
      radiation: 'Radiation protection',
      laboratory: 'Laboratory',
      vectors: 'Vectors',
      'emergency-medicine': 'Emergency medicine',
      chemical: 'Chemical',
      biological: 'Biological agents',
      disinfection: 'Sanitary treatment',
    },
  },
  log: { 'internal-expert-invited': 'Invited the internal expert {{name}}' },
  error: {
    'expert.stale': 'The entry was changed by somebody else; open it again',
    'expert.until-past': 'This time has passed',
    'expert.not-an-expert': 'This account is no enabled internal expert',
  },
};
