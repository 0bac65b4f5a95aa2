// htmx of this installation: the one import of the vendored file, so that its version is named in one place.
import htmx from "../vendor/htmx/htmx.esm.min.js";

export default htmx;
