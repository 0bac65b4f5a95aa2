/** `<pd-passkey data-act="get|create" data-options='{"publicKey": …}'>`: asks the browser for a passkey and posts the answer.
 *  Inside: a form with an input named `credential` and a button of type "button"; `[data-fault]` takes the message. */

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

const opened = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

function question(options) {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (options.user) asked.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) asked.allowCredentials = opened(options.allowCredentials);
  if (options.excludeCredentials) asked.excludeCredentials = opened(options.excludeCredentials);
  return asked;
}

function answer(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = Object.fromEntries(parts.filter((name) => response[name]).map((name) => [name, text(response[name])]));
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: told,
  };
}

class Passkey extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => this.ask());
  }

  async ask() {
    if (!window.PublicKeyCredential) return this.say(this.dataset.missing);
    const publicKey = question(JSON.parse(this.dataset.options).publicKey);
    try {
      const credential = await navigator.credentials[this.dataset.act]({ publicKey });
      const form = this.querySelector("form");
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      this.say(this.dataset.refused);
    }
  }

  say(message) {
    this.querySelector("[data-fault]").textContent = message;
  }
}

customElements.define("pd-passkey", Passkey);
