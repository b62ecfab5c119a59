// What of the page can have the focus, and is seen.

export const STOPS = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';

export const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";
