const __filename = import.meta.filename; const __dirname = import.meta.dirname;
function n(e){return e.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g," ").replace(/&/g,"&amp;").replace(/</g,"&lt;").replace(/>/g,"&gt;").replace(/[\\`*_{}[\]()#+!|~^$-]/g,"\\$&").replace(/@/g,"&#64;").replace(/:\/\//g,"&#58;//").replace(/www\./gi,r=>`${r.slice(0,3)}&#46;`)}function*l(e,r){yield`| ${e.map(n).join(" | ")} |
|${" --- |".repeat(e.length)}
`;for(let a of r)yield`| ${a.map(n).join(" | ")} |
`}export{n as a,l as b};
