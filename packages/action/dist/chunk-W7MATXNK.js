const __filename = import.meta.filename; const __dirname = import.meta.dirname;
function t(e,n,r){return e!=="auto"?e==="always":r.NO_COLOR?!1:o(r.FORCE_COLOR)||o(r.CLICOLOR_FORCE)?!0:n.isTTY===!0&&r.TERM!=="dumb"}function o(e){return e!==void 0&&e!==""&&e!=="0"&&e!=="false"}export{t as a};
