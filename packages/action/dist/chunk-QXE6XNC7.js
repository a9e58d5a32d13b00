const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="98898c040e1ffe31";export{n as a,t as b};
