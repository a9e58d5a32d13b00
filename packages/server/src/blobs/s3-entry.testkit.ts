import S3rver from '@20minutes/s3rver';

// The beginning of the process of a test's S3 server; it tells its port.
const [, , directory, bucket] = process.argv;
const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory,
  configureBuckets: [{ name: bucket, configs: [] }],
});
const { port } = await server.run();
process.send?.(port);
process.on('disconnect', () => process.exit());
