const KEY = "scc-signing-out";

/** Tells whether somebody signed out here and the server has not heard of it: until it has, nobody is signed in on this device. */
export function isSigningOut(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** Notes that somebody did, or that the server has heard; tells whether this browser keeps such a note. */
export function noteSigningOut(on: boolean): boolean {
  try {
    if (on) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
