import { hasControl } from './controls';

describe('hasControl', () => {
  it.each(['SOC 2 A1.2', 'soc2:a1.2', 'SOC2A1.2'])(
    'knows %s as the same control',
    control => expect(hasControl(['CC7', 'SOC2:A1.2'], control)).toBe(true),
  );

  it.each(['SOC2:A1', 'A1.2', 'SOC2:A1.20'])(
    'does not mix it up with %s',
    other => expect(hasControl(['SOC2:A1.2'], other)).toBe(false),
  );
});
