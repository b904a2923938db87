// All behaviour of the desk's pages, one module each. Every page works without it, for reading and for its forms.
import { keys, rows } from "./keys";
import { menus } from "./menus";
import { palette } from "./palette";
import { stream } from "../stream/stream";
import { live } from "../stream/live";
import { first } from "../stream/first";
import { report } from "../report/report";
import { timeline } from "../timeline/timeline";
import { map } from "../map/map";
import { sources } from "../sources/sources";
import { situations } from "../situations/situations";

document.documentElement.classList.add("js");
keys();
menus();
palette();
rows();
stream();
live();
first();
report();
timeline();
map();
sources();
situations();
