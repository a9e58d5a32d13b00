const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="c2bb3d62765c4897";export{n as a,t as b};
