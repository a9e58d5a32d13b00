const __filename = import.meta.filename; const __dirname = import.meta.dirname;
