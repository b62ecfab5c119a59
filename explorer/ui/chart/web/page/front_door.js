// The row of things to try goes away in the very frame in which one of its buttons is pressed: it is a visitor's own doing then,
// and nothing moves later, when the server has answered and takes the row out.

const ROW = ".st-key-openings";

export function closeFrontDoor() {
  document.addEventListener("click", ({ target }) => {
    const row = target instanceof Element && target.closest("button") && target.closest(ROW);
    if (row) setTimeout(() => row.setAttribute("data-le-closed", "")); // once the press has reached the button
  }, true);
}
