export interface DemoPerson {
  /** Name of the User entity in examples/org.yaml. */
  name: string;
  title: string;
  role: string;
  /** What to look at as this person. */
  hint: string;
}

/** The people of the demo catalog, each with other rights. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    name: 'sam.owner',
    title: 'Sam',
    role: 'Service owner',
    hint: 'Owns all five services: reads everything, changes what he owns.',
  },
  {
    name: 'olga.operator',
    title: 'Olga',
    role: 'Operator',
    hint: 'Works through checklists and incidents of every service.',
  },
  {
    name: 'rui.reviewer',
    title: 'Rui',
    role: 'Second reviewer',
    hint: 'The other pair of eyes: reviews what Olga did.',
  },
  {
    name: 'dana.developer',
    title: 'Dana',
    role: 'Developer',
    hint: 'Owns HopNGo and MarketHub Mobile, reads the rest.',
  },
  {
    name: 'vera.viewer',
    title: 'Vera',
    role: 'Viewer without rights',
    hint: 'Sees the catalog; every Opsdeck tab refuses, and says why.',
  },
  {
    name: 'ada.admin',
    title: 'Ada',
    role: 'Administrator',
    hint: 'May do everything, including running a source now.',
  },
];
