const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var o="scan";function t(n){return n.parent?`${t(n.parent)} ${n.name()}`:n.name()}function a(n){return n.commands.flatMap(m=>[m,...a(m)])}export{o as a,t as b,a as c};
