// What the pages gain from JavaScript. Every page works without this file.
'use strict';

document.documentElement.classList.add('js');

document.addEventListener('DOMContentLoaded', () => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  let leaving = false; // set by whatever may leave the page without being asked

  // ---- Passwords: Show, and the rules that turn to ticks ----

  for (const button of all('[data-peek]')) {
    const field = document.getElementById(button.dataset.peek);
    const show = button.textContent;
    button.addEventListener('click', () => {
      const hidden = field.type === 'password';
      field.type = hidden ? 'text' : 'password';
      button.textContent = hidden ? button.dataset.hide : show;
    });
    field.form.addEventListener('submit', () => { field.type = 'password'; });
  }

  for (const list of all('[data-rules]')) {
    const password = document.getElementById(list.dataset.rules);
    const confirm = document.getElementById(list.dataset.confirm);
    const fields = (list.dataset.fields || '').split(' ').filter(Boolean).map((id) => document.getElementById(id));
    const marks = new Map(all('[data-rule]').map((item) => {
      const mark = document.createElement('span');
      mark.className = 'visually-hidden';
      item.append(mark);
      return [item.dataset.rule, { item, mark }];
    }));
    const words = () => (list.dataset.words || '').split('\n')
      .concat(fields.flatMap((field) => field.value.toLowerCase().split(/[@/:\s]+/)))
      .filter((word) => word.length >= 4 && word !== 'https' && word !== 'http');
    const check = () => {
      const text = password.value.normalize('NFC');
      const met = {
        length: [...text].length >= Number(list.dataset.minimum),
        words: text !== '' && !words().some((word) => text.toLowerCase().includes(word)),
        same: text !== '' && text === confirm.value.normalize('NFC'),
      };
      for (const [rule, { item, mark }] of marks) {
        item.classList.toggle('met', met[rule]);
        mark.textContent = met[rule] ? ` ${list.dataset.met}` : '';
      }
    };
    for (const field of [password, confirm, ...fields]) field.addEventListener('input', check);
    check();
  }

  // ---- Header: menu, account menu, theme ----

  for (const button of all('[data-opens]')) {
    const menu = document.getElementById(button.dataset.opens);
    button.hidden = false;
    button.addEventListener('click', () => {
      button.setAttribute('aria-expanded', String(menu.classList.toggle('open')));
    });
  }

  for (const popup of all('[popover]')) {
    document.addEventListener('focusin', (event) => {
      if (popup.matches(':popover-open') && !popup.parentElement.contains(event.target)) popup.hidePopover();
    });
  }

  for (const button of all('[data-theme-form] button')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const fields = new URLSearchParams(new FormData(button.form));
      fields.set('theme', button.value);
      fetch(button.form.action, { method: 'POST', body: fields, redirect: 'manual' });
      document.documentElement.dataset.theme = button.value;
      for (const other of all('[data-theme-form] button')) other.setAttribute('aria-pressed', String(other === button));
    });
  }

  // ---- Acts that need no second click, and none twice ----

  for (const box of all('[data-submits]')) {
    box.addEventListener('change', () => box.form.requestSubmit());
  }

  for (const form of all('form:not([data-stay])')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = 'yes';
      leaving = true;
      event.submitter?.setAttribute('aria-busy', 'true');
    });
  }

  for (const form of all('form[data-stay]')) { // answered with a file or 204: the page stays
    form.addEventListener('submit', () => {
      leaving = true;
      setTimeout(() => { leaving = false; }, 0);
    });
  }

  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });

  // ---- Pop-ups ----

  for (const dialog of all('dialog[data-modal]')) {
    dialog.removeAttribute('open');
    dialog.showModal();
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      const cancel = dialog.querySelector('[name="cancel"]');
      if (cancel) cancel.form.requestSubmit(cancel);
      else location.assign(dialog.dataset.cancel);
    });
  }

  // ---- The menus of rows: one open at a time ----

  const rowMenus = all('[data-row-menu]');
  const closeRowMenus = (but) => {
    for (const menu of rowMenus) if (menu !== but) menu.open = false;
  };
  if (rowMenus.length) {
    document.addEventListener('click', (event) => closeRowMenus(event.target.closest('[data-row-menu]')));
    document.addEventListener('keydown', (event) => {
      const open = event.key === 'Escape' && rowMenus.find((menu) => menu.open);
      if (open) {
        open.open = false;
        open.querySelector('summary').focus();
      }
    });
  }

  // ---- Ticked rows, and what is done to all of them ----

  const bar = one('.bulk-bar');
  if (bar) {
    const ticks = all('[data-tick]');
    const every = one('[data-tick-all]');
    const matching = one('[data-tick-matching]');
    const count = one('[data-ticked]');
    const show = () => {
      const ticked = ticks.filter((box) => box.checked).length;
      bar.classList.toggle('open', ticked > 0 || matching.checked);
      count.textContent = count.dataset.template.replace('#', ticked);
      count.hidden = matching.checked;
      every.checked = ticked > 0 && ticked === ticks.length;
      every.indeterminate = ticked > 0 && ticked < ticks.length;
    };
    every.addEventListener('change', () => {
      for (const box of ticks) box.checked = every.checked;
    });
    for (const box of [...ticks, every]) {
      box.addEventListener('change', () => { // whoever takes one out does not mean all
        if (!box.checked) matching.checked = false;
        show();
      });
    }
    matching.addEventListener('change', () => {
      if (matching.checked) for (const box of ticks) box.checked = true;
      show();
    });
    show();
  }

  // ---- Long work: the strip follows it. Asking for it is no activity. ----

  const strip = one('[data-jobs]');
  const working = (part) => part && part.querySelector('progress');
  async function follow(shown) {
    let next = null;
    try {
      const answer = await fetch(strip.dataset.jobs, { redirect: 'manual' });
      if (!answer.ok) return;
      next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-jobs]');
    } catch {
      setTimeout(() => follow(shown), 5000); // the portal is away for a moment
      return;
    }
    const ended = !next || next.dataset.state !== shown.dataset.state;
    if (ended && location.pathname.startsWith('/jobs/')) {
      location.reload();
      return;
    }
    if (!next) {
      shown.remove();
      return;
    }
    if (!shown.contains(document.activeElement) || ended) {
      shown.replaceWith(next);
      shown = next;
    }
    if (working(next)) setTimeout(() => follow(shown), 1500);
  }
  if (working(strip)) setTimeout(() => follow(strip), 1000);
  else if (strip && one('main [data-under-way]')) setTimeout(() => location.reload(), 1000); // ended while the page was made

  // ---- Can't scan, Copy, Print ----

  for (const button of all('[data-toggles]')) {
    const part = document.getElementById(button.dataset.toggles);
    button.addEventListener('click', (event) => {
      event.preventDefault();
      part.hidden = !part.hidden;
      button.setAttribute('aria-expanded', String(!part.hidden));
    });
  }

  for (const button of all('[data-copy]')) {
    const label = button.querySelector('span');
    const text = label.textContent;
    label.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      await copy(button.dataset.copy, button);
      label.textContent = button.dataset.copied;
      setTimeout(() => { label.textContent = text; }, 2000);
    });
  }

  async function copy(text, button) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea'); // plain HTTP has no clipboard object
    area.value = text;
    area.className = 'visually-hidden';
    button.after(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
    return undefined;
  }

  for (const button of all('[data-print]')) button.addEventListener('click', () => window.print());

  // ---- Waits that count down; only their end is announced ----

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

  for (const line of all('[data-countdown]')) {
    const end = performance.now() + Number(line.dataset.countdown) * 1000;
    const alert = line.closest('[role=alert]');
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      alert?.setAttribute('aria-live', 'off');
      line.textContent = line.dataset.template.replace('{0}', 'clock' in line.dataset ? clock(left) : left);
      if (left > 0) return;
      clearInterval(timer);
      finish(line, alert);
    }, 500);
  }

  function finish(line, alert) {
    alert?.setAttribute('aria-live', 'polite');
    line.textContent = line.dataset.done;
    const form = line.dataset.submit && document.getElementById(line.dataset.submit);
    if (form && form.querySelector('[type=password]').value !== '') form.requestSubmit();
  }

  // ---- Status: said again, so that screen readers hear it ----

  for (const region of all('[data-announce] span')) {
    const text = region.textContent;
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 100);
  }

  // ---- Leave without saving? ----

  const leave = one('#leave');
  const guarded = all('form[data-guard]');
  let target = '';
  for (const form of guarded) {
    form.addEventListener('input', () => { form.dataset.guard = 'changed'; });
  }
  const changed = () => !leaving && guarded.some((form) => form.dataset.guard === 'changed');

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute('data-anyway')) leaving = true;
    if (link.target || link.hasAttribute('download') || link.getAttribute('href').startsWith('#')) return;
    if (link.protocol === 'otpauth:' || !changed()) return;
    event.preventDefault();
    target = link.href;
    leave.showModal();
  });
  one('[data-leave]').addEventListener('click', () => {
    leaving = true;
    location.assign(target);
  });
  one('[data-close]').addEventListener('click', () => leave.close());
  window.addEventListener('beforeunload', (event) => { if (changed()) event.preventDefault(); });

  // ---- Still there? Other tabs of this browser count as activity. ----

  const idleSeconds = Number(document.body.dataset.idleSeconds || 0);
  const idle = one('#idle');
  if (idle && idleSeconds > 0) {
    const warning = Math.min(120, idleSeconds / 2) * 1000;
    const text = one('#idle-text');
    const store = 'tollgate-seen';
    const seen = () => localStorage.setItem(store, String(Date.now()));
    seen();
    idle.querySelector('form').addEventListener('submit', () => {
      seen();
      idle.close();
    });
    idle.addEventListener('cancel', (event) => event.preventDefault());
    setInterval(() => {
      const left = Number(localStorage.getItem(store)) + idleSeconds * 1000 - Date.now();
      if (left <= 0) {
        leaving = true;
        location.assign(`/login?why=idle&next=${encodeURIComponent(location.pathname + location.search)}`);
      } else if (left > warning) {
        if (idle.open) idle.close();
      } else {
        text.textContent = text.dataset.template.replace('{0}', clock(Math.ceil(left / 1000)));
        if (!idle.open) idle.showModal();
      }
    }, 1000);
  }
});
