const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var n="0.1.0",t="918e6c5cf589aafd";export{n as a,t as b};
