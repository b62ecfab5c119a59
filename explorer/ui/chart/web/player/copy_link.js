// Copying the link to what is shown.

// The address is the run's; the step shown is added to what is copied alone.
export async function copyLink(player) {
  const { step } = player;
  const url = new URL(window.location.href);
  if (step) url.search += `${url.search ? "&" : "?"}at=${step}`;
  const address = url.href;
  try {
    await navigator.clipboard.writeText(address);
    player.announce(step ? `Link copied: it opens this run at step ${step}.` : "Link copied: it opens this run at its start.");
  } catch {
    window.prompt("Copy this link:", address);
  }
}
