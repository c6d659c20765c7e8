// Every page works without these modules; they only make it quicker, and each stands for itself.
import "./ages.js";
import "./avoided.js";
import "./countdown.js";
import "./copy.js";
import "./composer.js";
import "./counter.js";
import "./drafts.js";
import "./failures.js";
import "./focus.js";
import "./forms.js";
import "./keys.js";
import "./live.js";
import "./picker.js";
import "./refetching.js";
import "./selection.js";
import "./toasts.js";
