/** @file Words that a start of the app is told by the system, in its own entry for autostart; light, for the app's entry reads them. */

/** At login: no window is opened. */
export const hiddenSwitch = '--hidden';
