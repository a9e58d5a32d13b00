const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as t}from"./chunk-G2IHNJV3.js";import{c as n}from"./chunk-WWT3O45F.js";function c({XDG_CONFIG_HOME:r,APPDATA:i}){return n(r||i||n(t(),".config"),"fineprint")}function f({XDG_CACHE_HOME:r,LOCALAPPDATA:i}){return n(r||i||n(t(),".cache"),"fineprint")}export{c as a,f as b};
