const __filename = import.meta.filename; const __dirname = import.meta.dirname;
function e({stdout:n}){return n.isTTY?n.columns??100:Number.POSITIVE_INFINITY}export{e as a};
