export const KIOSK_PIN_PATH = "/api/kiosk/pin";
