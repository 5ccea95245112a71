// Over the shoulder: the page asks for itself (htmx); nothing on it is pressed.
import "./panes.js";
