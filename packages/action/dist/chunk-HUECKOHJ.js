const __filename = import.meta.filename; const __dirname = import.meta.dirname;
var o=new WeakMap;function m(n,...e){return o.set(n,e.map(([t,a])=>({line:t,says:a}))),n}function d(n){return o.get(n)??[]}var r=new WeakMap;function i(n,...e){return r.set(n,e),n}function p(n){return r.get(n)??[]}export{m as a,d as b,i as c,p as d};
