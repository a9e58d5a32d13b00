const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="062a358c4b3094e3";export{n as a,t as b};
