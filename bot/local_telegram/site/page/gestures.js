/** Ways to point at a message: double-click or swipe to reply, long or right press for its menu. */

const SWIPE_PX = 56;
const LONG_PRESS_MS = 450;

/**
 * @param {HTMLElement} list
 * @param {{onReply: (key: string) => void, onMenu: (key: string, box: DOMRect) => void}} actions
 */
export function watchGestures(list, { onReply, onMenu }) {
  const blockOf = (event) => event.target.closest(".block");
  const isControl = (event) => event.target.closest("button, a, video");

  list.addEventListener("dblclick", (event) => {
    const block = blockOf(event);
    if (!block || isControl(event)) return;
    getSelection().removeAllRanges();
    onReply(block.dataset.key);
  });
  list.addEventListener("contextmenu", (event) => {
    const block = blockOf(event);
    if (!block || event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    onMenu(block.dataset.key, new DOMRect(event.clientX, event.clientY, 0, 0));
  });
  watchTouch(list, { blockOf, onReply, onMenu });
}

function watchTouch(list, { blockOf, onReply, onMenu }) {
  let touch = null;
  let wasLong = false;
  const end = () => {
    if (!touch) return;
    clearTimeout(touch.timer);
    touch.block.style.removeProperty("--swipe");
    touch.block.classList.remove("swiping");
    touch = null;
  };
  list.addEventListener("touchstart", (event) => {
    end();
    const block = blockOf(event);
    if (!block || event.touches.length > 1) return;
    const { clientX: x, clientY: y } = event.touches[0];
    wasLong = false;
    const open = () => {
      end();
      wasLong = true;
      onMenu(block.dataset.key, new DOMRect(x, y, 0, 0));
    };
    touch = { block, x, y, timer: setTimeout(open, LONG_PRESS_MS) };
  }, { passive: true });
  list.addEventListener("touchmove", (event) => {
    if (!touch) return;
    const across = event.touches[0].clientX - touch.x;
    const along = Math.abs(event.touches[0].clientY - touch.y);
    if (Math.abs(across) > 8 || along > 8) clearTimeout(touch.timer);
    if (along > 24) return void end();
    touch.block.classList.toggle("swiping", across < -8);
    touch.block.style.setProperty("--swipe", `${Math.max(Math.min(across, 0), -SWIPE_PX)}px`);
    touch.across = across;
  }, { passive: true });
  list.addEventListener("touchend", (event) => {
    if (wasLong) event.preventDefault(); // or it would press what is under the finger
    const key = touch && touch.across <= -SWIPE_PX ? touch.block.dataset.key : null;
    end();
    if (key) onReply(key);
  });
  list.addEventListener("touchcancel", end);
}
