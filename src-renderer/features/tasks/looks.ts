/** How statuses, priorities and task types look. What is not known here looks neutral; nothing depends on it. */
import type { LucideIcon } from '@lucide/svelte';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Cable from '@lucide/svelte/icons/cable';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import House from '@lucide/svelte/icons/house';
import Megaphone from '@lucide/svelte/icons/megaphone';
import Router from '@lucide/svelte/icons/router';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Unplug from '@lucide/svelte/icons/unplug';
import type { RuleCatalogues } from '../../messages/rule-names.ts';
import type { Tone } from '../../ui/tone.ts';

const statusTones: Readonly<Record<string, Tone>> = {
  PLANNED: 'info',
  IN_PROGRESS: 'accent',
  ON_HOLD: 'warn',
  DELIVERED: 'good',
};

/** What the window knows itself comes first; a status that is only in the rules has the tone that they give it. */
export function statusTone(status: string, rules: RuleCatalogues | null): Tone {
  const tone = statusTones[status] ?? rules?.statuses.find(({ name }) => name === status)?.tone ?? 'plain';
  return tone === 'plain' ? 'neutral' : tone;
}

const slaTones: Readonly<Record<string, Tone>> = { AT_RISK: 'warn', BREACHED: 'bad', MET: 'good' };

export function slaTone(status: string | null): Tone {
  return slaTones[status ?? ''] ?? 'neutral';
}

/** The first that fits: by whole name or by the end or beginning of it. */
const icons: readonly [RegExp, LucideIcon][] = [
  [/_INCIDENT$/, TriangleAlert],
  [/^PATCH_TERMINATE$/, Unplug],
  [/^PATCH_MIGRATE$/, ArrowLeftRight],
  [/^PATCH_/, Cable],
  [/^FTU_/, House],
  [/^ONT_/, Router],
  [/^IMPACT_/, Megaphone],
];

export function taskIcon(taskType: string): LucideIcon {
  return icons.find(([type]) => type.test(taskType))?.[1] ?? ClipboardList;
}

/** The colour of a fibre or a tube, by its name in Dutch or English; null for one we can't paint. */
const fibreColours: readonly [RegExp, string][] = [
  [/^(rood|red)$/i, '#e5312a'],
  [/^(groen|green)$/i, '#1f9d4d'],
  [/^(blauw|blue)$/i, '#2563d9'],
  [/^(geel|yellow)$/i, '#f4cf1c'],
  [/^(wit|white)$/i, '#ffffff'],
  [/^(grijs|gr[ae]y|slate)$/i, '#8b9499'],
  [/^(bruin|brown)$/i, '#8a5a33'],
  [/^(violet|paars|purple)$/i, '#8a4fd0'],
  [/^(turkoois|turquoise|aqua|cyaan|cyan)$/i, '#22c1c9'],
  [/^(zwart|black)$/i, '#1a1d1f'],
  [/^(oranje|orange)$/i, '#f5841f'],
  [/^(ro[sz]e|pink)$/i, '#f48fb8'],
];

export function fibreColour(name: string): string | null {
  return fibreColours.find(([known]) => known.test(name.trim()))?.[1] ?? null;
}
