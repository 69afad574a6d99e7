/** What a phone can be, in the field's own words. */
export const DEVICE_TYPES = ["sip_device", "softphone", "cellphone", "landline", "fax", "ata", "mobile", "smartphone", "sip_uri"] as const;
