const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="edd9181c2ab7110e";export{n as a,t as b};
