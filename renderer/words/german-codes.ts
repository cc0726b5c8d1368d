/** @file What the engine's codes mean, in German. */
import type { englishCodes } from './english-codes.ts';

export const germanCodes: typeof englishCodes = {
  states: {
    seen: 'Gesehen',
    settled: 'Gelesen',
    refused: 'Nicht übertragen',
    hashed: 'Eingereiht',
    uploading: 'Wird übertragen',
    confirmed: 'Bestätigt',
    stored: 'Gespeichert',
    waiting: 'Wartet',
    blocked: 'Angehalten',
    failed: 'Gescheitert',
    cancelled: 'Gestoppt',
  },
  stages: { preparing: 'Vorbereiten', sending: 'Übertragen', recording: 'Verzeichnen' },
  proofs: {
    sha256: 'Belegt durch SHA-256',
    'sha256-parts': 'Belegt durch SHA-256 seiner Teile',
    md5: 'Belegt durch MD5',
    size: 'Nur durch die Größe belegt',
  },
  failures: {
    offline: {
      what: 'Der Speicher ist nicht erreichbar',
      todo: 'Geht von selbst weiter, sobald die Leitung wieder da ist.',
    },
    'timed-out': { what: 'Der Speicher hat zu lange nicht geantwortet', todo: 'Geht von selbst weiter.' },
    throttled: { what: 'Der Speicher will es langsamer', todo: 'Geht von selbst weiter.' },
    'server-error': { what: 'Der Speicher hatte selbst einen Fehler', todo: 'Geht von selbst weiter.' },
    denied: {
      what: 'Die Schlüssel dürfen das nicht',
      todo: 'In der Richtlinie der Schlüssel erlauben, dann erneut versuchen.',
    },
    'wrong-key': {
      what: 'Der Speicher kennt die Schlüssel nicht',
      todo: 'In den Einstellungen die richtigen eingeben.',
    },
    'no-credentials': {
      what: 'Es gibt keine Schlüssel',
      todo: 'In den Einstellungen eingeben oder mit den AWS-Werkzeugen anmelden.',
    },
    'expired-credentials': { what: 'Die Schlüssel sind abgelaufen', todo: 'Neu anmelden, dann erneut versuchen.' },
    'mfa-needed': {
      what: 'Ein Code deines MFA-Geräts wird gebraucht',
      todo: 'Code eingeben; was wartet, geht dann weiter.',
    },
    'clock-skew': { what: 'Die Uhr dieses Rechners geht falsch', todo: 'Uhr stellen, dann erneut versuchen.' },
    'no-bucket': { what: 'Den Bucket gibt es nicht', todo: 'Anlegen oder in den Einstellungen einen anderen nennen.' },
    'wrong-region': {
      what: 'Der Bucket liegt in einer anderen Region',
      todo: 'Region in den Einstellungen berichtigen.',
    },
    'no-table': { what: 'Die Tabelle gibt es nicht', todo: 'Anlegen oder in den Einstellungen eine andere nennen.' },
    'table-not-ready': {
      what: 'Die Tabelle wird noch angelegt',
      todo: 'Geht von selbst weiter, sobald sie bereit ist.',
    },
    'wrong-table': {
      what: 'Die Tabelle hat einen anderen Schlüssel als erwartet',
      todo: 'Tabelle in den Einstellungen übernehmen oder eine andere nennen.',
    },
    'no-index': { what: 'Der Tabelle fehlt ein Index', todo: 'Nichts zu tun: Er dient nur anderen Programmen.' },
    'quota-exceeded': {
      what: 'Der Speicher ist voll',
      todo: 'Kontingent erhöhen oder Platz schaffen, dann erneut versuchen.',
    },
    'budget-spent': {
      what: 'Das Budget dieses Monats ist aufgebraucht',
      todo: 'Geht nächsten Monat weiter, oder sobald es erhöht wird.',
    },
    'disk-full': { what: 'Die Platte dieses Rechners ist voll', todo: 'Platz schaffen, dann erneut versuchen.' },
    'file-changed': {
      what: 'Die Datei hat sich beim Lesen geändert',
      todo: 'Geht von selbst weiter, sobald sie ruht.',
    },
    'file-missing': { what: 'Die Datei ist weg', todo: 'Zurücklegen oder das Übertragen stoppen.' },
    'file-unreadable': { what: 'Die Datei ist nicht lesbar', todo: 'Zugriffsrechte prüfen, dann erneut versuchen.' },
    'picture-crashes': {
      what: 'Das Bild bringt den Decoder zum Absturz',
      todo: 'Das Original lässt sich trotzdem speichern. Nach einem Update erneut versuchen.',
    },
    'picture-timed-out': {
      what: 'Das Bild braucht zu lange zum Decodieren',
      todo: 'Erneut versuchen, wenn der Rechner weniger zu tun hat.',
    },
    'no-keychain': {
      what: 'Dieser Rechner bietet keinen Schlüsselbund',
      todo: 'Einen starten oder ein AWS-Profil statt getippter Schlüssel nehmen.',
    },
    'keychain-locked': { what: 'Der Schlüsselbund ist gesperrt', todo: 'Entsperren, dann erneut versuchen.' },
    'ledger-in-use': { what: 'Ein anderes Cloudroll hält das Hauptbuch', todo: 'Das andere beenden.' },
    'ledger-damaged': {
      what: 'Das Hauptbuch ist beschädigt',
      todo: 'Es lässt sich aus der Cloud wiederherstellen: cloudroll rebuild.',
    },
    'bytes-refused': {
      what: 'Beim Speicher kamen andere Bytes an',
      todo: 'Erneut versuchen. Wiederholt es sich, verändert sie etwas unterwegs.',
    },
    'other-bytes-at-key': {
      what: 'Unter diesem Schlüssel liegen schon andere Bytes',
      todo: 'Nichts wurde überschrieben. Prüfen, wer noch in den Bucket schreibt.',
    },
    'object-missing': {
      what: 'Das Objekt ist nicht mehr in der Cloud',
      todo: 'Prüfen mit Reparieren sendet es erneut.',
    },
    'being-deleted': {
      what: 'Ein anderer Computer löscht es gerade',
      todo: 'Es wird wieder gesendet, sobald das beendet ist.',
    },
    'location-not-removed': {
      what: 'Es verrät vielleicht noch, wo es aufgenommen wurde',
      todo: 'Kein Link wurde erstellt. Eine Variante teilen oder Orte im Profil erlauben.',
    },
    'not-offered': { what: 'Der Speicher bietet nicht, was nötig ist', todo: 'Einen anderen Speicher wählen.' },
    'bad-answer': {
      what: 'Der Speicher hat etwas Unverständliches geantwortet',
      todo: 'Endpunkt in den Einstellungen prüfen.',
    },
    'bad-settings': { what: 'Die Einstellungen sind unbrauchbar', todo: 'In den Einstellungen berichtigen.' },
    unexpected: { what: 'Etwas Unvorhergesehenes ist geschehen', todo: 'Erneut versuchen. Mehr steht im Protokoll.' },
    stopped: { what: 'Es wurde gestoppt', todo: 'Erneut versuchen, um weiterzumachen.' },
  },
  refusals: {
    'not-an-image': { what: 'Kein Bild', todo: 'Nichts zu tun. Regeln können solche Dateien auslassen.' },
    empty: { what: 'Leer', todo: 'Nichts zu tun. Sie wird wieder angesehen, sobald sie Inhalt hat.' },
    'too-large': { what: 'Zu groß', todo: 'Das Profil begrenzt die Größe einer Datei.' },
    unreadable: { what: 'Beschädigt oder nicht lesbar', todo: 'Prüfen, ob ein anderes Programm sie öffnet.' },
    'still-being-written': { what: 'Wird noch geschrieben', todo: 'Sie wird wieder angesehen, sobald sie ruht.' },
    'cloud-only': { what: 'Nur in einer anderen Cloud', todo: 'Auf diesem Rechner verfügbar machen.' },
    'deleted-on-purpose': {
      what: 'Von Ihnen aus der Cloud gelöscht',
      todo: 'Bleibt weg, bis Sie es wieder verlangen.',
    },
  },
  findings: {
    'object-missing': { what: 'Ein Objekt fehlt im Bucket', todo: 'Reparieren überträgt es erneut.' },
    'object-differs': {
      what: 'Ein Objekt ist nicht, was gespeichert wurde',
      todo: 'Prüfen, wer noch in den Bucket schreibt.',
    },
    'record-missing': {
      what: 'Ein Eintrag fehlt in der Tabelle',
      todo: 'Reparieren schreibt ihn erneut.',
    },
    'record-names-missing-object': {
      what: 'Ein Eintrag nennt ein Objekt, das fehlt',
      todo: 'Reparieren behebt es.',
    },
    'object-without-record': {
      what: 'Ein Objekt hat keinen Eintrag',
      todo: 'Reparieren schreibt einen.',
    },
    'abandoned-parts': {
      what: 'Teile einer alten Übertragung belegen Platz',
      todo: 'Reparieren räumt sie weg.',
    },
    'ledger-row-missing': {
      what: 'Die Cloud hat ein Bild, das diesem Hauptbuch fehlt',
      todo: 'Reparieren trägt es nach.',
    },
  },
  checks: {
    'who-am-i': 'Fragen, wem die Schlüssel gehören',
    'list-bucket': 'Bucket auflisten',
    'put-object': 'Objekt speichern',
    'refuse-second-put': 'Überschreiben verweigern',
    'get-object': 'Zurücklesen',
    'head-object': 'Danach fragen',
    'begin-parts': 'Große Übertragung beginnen',
    'abort-parts': 'Sie beenden',
    'describe-table': 'Nach der Tabelle fragen',
    'put-record': 'Eintrag schreiben',
    'refuse-second-record': 'Ergänzen, ohne zu überschreiben',
    'read-record': 'Zurücklesen',
    'query-records': 'Einträge eines Nutzers finden',
    'query-by-upload-time': 'Einträge nach Upload-Zeit finden',
    'query-by-captured-at': 'Einträge nach Aufnahmezeit finden',
    'query-by-changed-at': 'Einträge nach der letzten Änderung finden',
    'remove-record': 'Eintrag entfernen',
    'remove-object': 'Objekt entfernen',
  },
  checkOutcomes: {
    passed: 'erlaubt',
    'not-offered': 'nicht geboten, nicht nötig',
    failed: 'gescheitert',
    skipped: 'nicht versucht',
  },
};
