const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0";var t="8b45ceae4e2cb077";export{n as a,t as b};
