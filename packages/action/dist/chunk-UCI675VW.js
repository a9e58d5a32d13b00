const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="04ee5753909e2b1a";export{n as a,t as b};
