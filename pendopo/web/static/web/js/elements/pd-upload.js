// <pd-upload data-most="4" ...> around <input type="file">, [data-list] and the label [for] it.
// Photos are made smaller (2048 px, JPEG) before they are sent, shown, and can be taken out again. What the form sends is still
// the input's own list of files, so that nothing changes for the server, and without JavaScript the input works alone.
// The place a camera wrote into a photo is told before the photo is redrawn without it: "pd:photo-place" {lon, lat}. A photo without one
// that was taken just now was taken here: "pd:photo-here".

const SIDE = 2048;
const QUALITY = 0.82;
const JUST_NOW = 5 * 60_000;

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size < 900_000 && file.type === "image/jpeg") { picture.close(); return file; }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
  return new File([blob], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg", lastModified: file.lastModified });
}

function size(bytes) {
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  const megabytes = (bytes / 1_000_000).toLocaleString(document.documentElement.lang || "id", { maximumFractionDigits: 1 });
  return `${megabytes} MB`;
}

class PdUpload extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector("[data-list]");
    this.note = this.querySelector("[data-note]");
    this.files = [];
    this.coming = [];
    this.most = Number(this.dataset.most ?? 4);
    this.querySelector("label").hidden = false;
    this.input.classList.add("visually-hidden");
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    if (this.input.files.length) this.add([...this.input.files]); // chosen before this module was there
  }

  async add(chosen) {
    this.coming.push(...chosen);
    this.carry();
    this.setAttribute("aria-busy", "true");
    let fault = "";
    for (const [at, file] of chosen.entries()) {
      if (this.files.length >= this.most) fault = this.dataset.tooMany;
      else {
        this.say(`${this.dataset.working} ${at + 1}/${chosen.length} …`);
        try {
          const { placeOf } = await import("../exif.js");
          const place = await placeOf(file);
          this.files.push(await shrink(file));
          this.tellPlace(place, file);
        } catch { fault = this.dataset.notImage; }
      }
      this.coming.splice(this.coming.indexOf(file), 1);
    }
    this.say(fault);
    this.removeAttribute("aria-busy");
    this.show();
  }

  tellPlace(place, { lastModified }) {
    if (place) this.dispatchEvent(new CustomEvent("pd:photo-place", { bubbles: true, detail: place }));
    else if (Date.now() - lastModified < JUST_NOW) this.dispatchEvent(new CustomEvent("pd:photo-here", { bubbles: true }));
  }

  say(text) {
    this.usualNote ??= this.note.textContent;
    this.note.textContent = text || this.usualNote;
  }

  // Who sends the form while photos are being made smaller sends those that are ready and the others as they are.
  carry() {
    const bag = new DataTransfer();
    for (const file of [...this.files, ...this.coming].slice(0, this.most)) bag.items.add(file);
    this.input.files = bag.files;
  }

  show() {
    this.carry();
    for (const old of this.list.querySelectorAll("img")) URL.revokeObjectURL(old.src);
    this.list.replaceChildren(...this.files.map((file) => this.tile(file)));
    this.dispatchEvent(new CustomEvent("pd:photos", { bubbles: true, detail: this.files.length }));
  }

  tile(file) {
    const tile = document.createElement("div");
    tile.className = "upload__photo";
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = file.name;
    const weight = document.createElement("span");
    weight.className = "upload__size";
    weight.textContent = size(file.size);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "upload__remove";
    remove.setAttribute("aria-label", `${this.dataset.remove} ${file.name}`);
    const cross = document.createElement("span");
    cross.textContent = "×";
    remove.append(cross);
    remove.addEventListener("click", () => { this.files = this.files.filter((kept) => kept !== file); this.show(); this.input.focus(); });
    tile.append(picture, weight, remove);
    return tile;
  }
}

customElements.define("pd-upload", PdUpload);
