const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="ebb4b939f25f21d6";export{n as a,t as b};
