const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="3266ad7904c0927f";export{n as a,t as b};
