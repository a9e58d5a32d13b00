const __filename = import.meta.filename; const __dirname = import.meta.dirname;
function o(c,r){let n="",e=0;for(let t of c)e===0&&t.length<=r.characters?(n+=t,r.characters-=t.length):e+=1;return{text:n,left:e}}export{o as a};
