/** What a colour says, without saying which colour. */
export type Tone = 'neutral' | 'accent' | 'info' | 'good' | 'warn' | 'bad';
