export const VESSELS_PATH = "/api/vessels";

export const vesselPath = (id: string): string => `${VESSELS_PATH}/${id}`;
