const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="6ef3125f83129308";export{n as a,t as b};
